import Box from '@cloudscape-design/components/box';
import type { SectionOf } from '../../shared/screens/section.ts';
import { WhoIsMeant } from './who-is-meant.tsx';

/** Bars from a common beginning, each with its words and its number, so that nothing is said by length alone. */
export function Bars({ rows, label }: { readonly rows: SectionOf<'bars'>['rows']; readonly label: string }) {
  // Counts of a few customers must not look like a full bar; shares are at most 1.
  const most = Math.max(...rows.map(({ value }) => value), Number.EPSILON);
  return (
    <ul aria-label={label} className="rk-bars">
      {rows.map(({ name, value, text, audience, note }) => (
        <li key={name} className="rk-bar">
          <span>
            <WhoIsMeant audience={audience}>{name}</WhoIsMeant>
          </span>
          <div className="rk-bar-track" aria-hidden="true">
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="presentation">
              <rect width={(100 * value) / most} height="10" fill="var(--rk-accent)" />
            </svg>
          </div>
          <span className="rk-number">{text}</span>
          {note !== undefined && (
            <Box fontSize="body-s" color="text-body-secondary">
              <span className="rk-bar-note">{note}</span>
            </Box>
          )}
        </li>
      ))}
    </ul>
  );
}

const width = 600;
const margin = 8;

/** Intervals over a common scale with zero marked; the one that decides is drawn strong. */
export function Intervals({
  rows,
  label,
}: {
  readonly rows: SectionOf<'intervals'>['rows'];
  readonly label: string;
}) {
  const ends = rows.flatMap(({ low, high }) => [low, high, 0]);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const x = (value: number) => margin + ((value - from) / Math.max(1e-9, to - from)) * (width - 2 * margin);
  return (
    <ul aria-label={label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map(({ name, estimate, low, high, text, isDecisive }) => (
        <li key={name} style={{ padding: '0.375rem 0' }}>
          <div style={{ display: 'flex', justifyContent: 'space-between', gap: '1rem', flexWrap: 'wrap' }}>
            <span style={{ fontWeight: isDecisive ? 700 : 400 }}>{name}</span>
            <span className="rk-number">{text}</span>
          </div>
          <svg className="rk-chart" viewBox={`0 0 ${width} 24`} aria-hidden="true" preserveAspectRatio="none">
            <line x1={x(0)} x2={x(0)} y1="0" y2="24" stroke="var(--rk-muted)" strokeDasharray="3 3" />
            <line
              x1={x(low)}
              x2={x(high)}
              y1="12"
              y2="12"
              stroke={isDecisive ? 'var(--rk-accent)' : 'var(--rk-muted)'}
              strokeWidth={isDecisive ? 6 : 3}
              strokeLinecap="round"
            />
            <circle cx={x(estimate)} cy="12" r="6" fill="var(--rk-ink)" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
