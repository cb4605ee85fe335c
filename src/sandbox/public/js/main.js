import { App } from './app.js';
import { applyPreferences } from './preferences.js';

applyPreferences();
const root = document.getElementById('page');
if (root !== null) new App(root);
