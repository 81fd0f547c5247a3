import { Presets, SingleBar } from 'cli-progress';

/** A stream that knows whether somebody looks at it. */
export type TerminalStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** A line on the terminal that shows how far a long command has come. */
export interface ProgressBar {
  /** Shows a part of the work, and how much of its total is done. */
  show(label: string, done: number, total: number): void;
  /** Takes the bar away, so that what follows stands on a clean line. */
  stop(): void;
}

const silent: ProgressBar = { show() {}, stop() {} };

/** A bar on `stream` when that is a terminal; otherwise one that shows nothing, so that logs stay readable. */
export function createProgressBar(stream: TerminalStream): ProgressBar {
  if (stream.isTTY !== true) return silent;
  const bar = new SingleBar(
    {
      stream,
      format: '{label} [{bar}] {percentage}%',
      hideCursor: true,
      clearOnComplete: true,
      fps: 5,
    },
    Presets.shades_classic,
  );
  let shown: string | undefined;
  return {
    show(label, done, total) {
      if (label !== shown) {
        if (shown !== undefined) bar.stop();
        bar.start(total, done, { label });
        shown = label;
      }
      bar.update(done);
    },
    stop() {
      if (shown !== undefined) bar.stop();
      shown = undefined;
    },
  };
}

/** Runs one piece of work under a bar, and takes the bar away however the work ends. */
export async function withProgressBar<T>(
  stream: TerminalStream,
  label: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = createProgressBar(stream);
  try {
    return await work((done, total) => bar.show(label, done, total));
  } finally {
    bar.stop();
  }
}
