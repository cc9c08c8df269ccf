// Where vite looks for its settings. They live in vite/, which is type-checked with Node's types; src/ knows no Node.
export { config as default } from './vite/config.ts';
