// The stylesheet of the page that people come back to from an OpenID provider.
import { componentStyles } from '../components/component-styles.ts';
import { signInPageStyles } from '../components/sign-in-page.ts';
import { baseStyles } from '../theme/base.ts';
import { tokenStyles } from '../theme/tokens.ts';

const pageStyles = /* css */ `
body{display:flex;min-height:100vh;min-height:100dvh}
sign-in-return{display:flex;flex:1}
.sign-in .button{text-decoration:none}
`;

export const signInStyles = [
  tokenStyles('desk'),
  baseStyles,
  componentStyles,
  signInPageStyles,
  pageStyles,
].join('');
