// Mends the browser before anything else of the panel is loaded, in the order in which one needs the other.
import { mendCalls } from './old-calls.ts';
import { mendEvents } from './old-events.ts';
import { mendIntl } from './old-intl.ts';
import { mendNodes } from './old-nodes.ts';
import { mendTemplate } from './old-template.ts';
import { mendWindow } from './old-window.ts';

mendWindow();
mendNodes();
mendTemplate();
mendEvents();
mendCalls();
mendIntl();
