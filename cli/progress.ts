import { Presets, SingleBar } from 'cli-progress';

/** A stream that knows whether it is a terminal. */
export type TerminalStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** A line on the terminal that shows how far a long command has come. */
export interface ProgressBar {
  /** Shows the current part of the work, and how much of its total is done. */
  show(label: string, done: number, total: number): void;
  /** Removes the bar, so that the next output starts on a clean line. */
  stop(): void;
}

const silent: ProgressBar = { show() {}, stop() {} };

/** Creates a bar on `stream` if it is a terminal, and otherwise one that shows nothing, so that logs stay readable. */
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
  let currentLabel: string | undefined;
  return {
    show(label, done, total) {
      if (label !== currentLabel) {
        if (currentLabel !== undefined) bar.stop();
        bar.start(total, done, { label });
        currentLabel = label;
      }
      bar.update(done);
    },
    stop() {
      if (currentLabel !== undefined) bar.stop();
      currentLabel = undefined;
    },
  };
}

/** Runs `work` under a bar, and removes the bar whether it succeeds or fails. */
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
