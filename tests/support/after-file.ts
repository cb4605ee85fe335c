import { afterAll } from 'vitest';
import { closeOpened } from './opened.ts';

/** Runs for every test file, also where the files of a worker share its modules. */
afterAll(closeOpened);
