// Takes the lock of the folder given, tells how it went, and holds it until it is killed or its input ends.
import { join } from 'node:path';
import { lockDirectory } from '../../../src/database/directory-lock.ts';
import { DatabaseInUseError } from '../../../src/database/errors.ts';

try {
  lockDirectory(join(process.argv[2] ?? '', 'database.lock'));
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(error instanceof DatabaseInUseError ? 'refused\n' : `${String(error)}\n`);
}
