// What entries/panel-early.ts is to the panel of today, without the call for an app: here all is one script.
import { keepEarlyKeys } from '../panel/early-keys.ts';

window.platenEarlyKeys = keepEarlyKeys();
