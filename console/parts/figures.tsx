import Box from '@cloudscape-design/components/box';
import type { SectionOf } from '../../shared/screens/section.ts';
import { WhoIsMeant } from './who-is-meant.tsx';

/** A few numbers, large, each with its words and how it changed. */
export function Figures({ section }: { readonly section: SectionOf<'figures'> }) {
  return (
    <ul className="rk-figures" aria-label={section.title}>
      {section.rows.map(({ name, figure, change, audience }) => (
        <li key={name}>
          <Box variant="awsui-value-large" tagOverride="span">
            <WhoIsMeant audience={audience}>{figure}</WhoIsMeant>
          </Box>
          {change !== undefined && <Box color="text-body-secondary">({change})</Box>}
          <Box fontSize="body-s" color="text-body-secondary">
            {name}
          </Box>
        </li>
      ))}
    </ul>
  );
}
