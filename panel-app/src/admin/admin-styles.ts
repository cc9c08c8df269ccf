// The console's whole stylesheet as one text: tokens, base, shared components, then what is the console's own.
import { componentStyles } from '../components/component-styles.ts';
import { baseStyles } from '../theme/base.ts';
import { tokenStyles } from '../theme/tokens.ts';
import { dataTableStyles } from './parts/data-table.ts';
import { dayBarsStyles } from './parts/day-bars.ts';
import { partStyles } from './part-styles.ts';
import { shellStyles } from './shell-styles.ts';

export const adminStyles = [tokenStyles('desk'), baseStyles, componentStyles, shellStyles, dataTableStyles, dayBarsStyles, partStyles].join('');
