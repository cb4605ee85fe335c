// The worker from its TypeScript source: threads do not inherit the loader of the process. Not used by the build.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
