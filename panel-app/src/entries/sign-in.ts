// Starts sign-in.html: the end of a single sign-on, for portal and console.
import { speakOwn } from '../locales/own-language.ts';
import '../sign-in/sign-in-return.ts';
import { signInStyles } from '../sign-in/sign-in-styles.ts';
import { installStyles } from '../theme/install-styles.ts';
import { applyLook } from '../theme/look.ts';

applyLook();
installStyles(document, signInStyles);
void speakOwn().then(() => document.body.append(document.createElement('sign-in-return')));
