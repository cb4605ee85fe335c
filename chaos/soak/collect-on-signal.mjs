/** Loaded into the bot of a soak run, beside `--expose-gc`: memory is compared after what nobody holds was let go. */
process.on('SIGUSR2', () => globalThis.gc?.());
