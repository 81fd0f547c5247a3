import { Link } from 'react-router';
import type { SectionOf } from '../../shared/screens/section.ts';
import { audienceAddress } from './who-is-meant.tsx';

const shades = 5;

/** Two scores against each other; each cell says its number and name, and the darker it is the more there are. */
export function HeatMap({ section }: { readonly section: SectionOf<'heat-map'> }) {
  const { across, down, cells, title } = section;
  const most = Math.max(1, ...cells.flat().map(({ value }) => value));
  // A few cells hold most customers, so shades follow the square root.
  const shadeOf = (value: number) =>
    value === 0 ? 0 : Math.max(1, Math.round(Math.sqrt(value / most) * shades));
  return (
    <div className="rk-scroll">
      <table aria-label={title} className="rk-heat">
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
          {down.values.map((level, row) => (
            <tr key={level}>
              <th scope="row">{level}</th>
              {(cells[row] ?? []).map(({ value, text, name, change, audience }, column) => (
                <td key={across.values[column]} className={`rk-shade-${shadeOf(value)}`}>
                  {/* Not Cloudscape's link, whose colour cannot be read on every shade. */}
                  {audience === undefined ? text : <Link to={audienceAddress(audience)}>{text}</Link>}
                  {change !== undefined && <span> ({change})</span>}
                  <small>{name}</small>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
