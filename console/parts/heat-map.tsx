import type { SectionOf } from '../../shared/screens/section.ts';

/** Two scores against each other; each cell says its number, and the darker it is the more there are. */
export function HeatMap({ section }: { readonly section: SectionOf<'heat-map'> }) {
  const { across, down, cells, title } = section;
  const most = Math.max(1, ...cells.flat().map(({ value }) => value));
  return (
    <table aria-label={title} style={{ width: '100%', borderCollapse: 'separate', borderSpacing: 2 }}>
      <thead>
        <tr>
          <th scope="col">
            {down.name} \ {across.name}
          </th>
          {across.values.map((value) => (
            <th key={value} scope="col">
              {value}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {down.values.map((name, row) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {(cells[row] ?? []).map(({ value, text }, column) => {
              const strength = Math.sqrt(value / most);
              return (
                <td
                  key={across.values[column]}
                  style={{
                    textAlign: 'center',
                    padding: '0.5rem 0.25rem',
                    background: `color-mix(in srgb, var(--rk-accent) ${Math.round(strength * 100)}%, transparent)`,
                    color: strength > 0.6 ? '#fff' : 'inherit',
                  }}
                >
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
