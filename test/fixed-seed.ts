import fc from 'fast-check';

// A run that fails must fail again when somebody looks, so property tests draw the same examples every time. To hunt for
// new ones: REKINDLE_SEED=$RANDOM npm test
fc.configureGlobal({ seed: Number(process.env['REKINDLE_SEED'] ?? 20261126) });
