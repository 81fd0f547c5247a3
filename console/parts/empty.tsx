import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';

/** That there is nothing, and the one next thing to do. */
export function Empty({
  title,
  help,
  action,
}: {
  readonly title: string;
  readonly help: string;
  readonly action?: ReactNode;
}) {
  return (
    <Box textAlign="center" padding={{ vertical: 'xl' }}>
      <Box variant="strong">{title}</Box>
      <Box variant="p" color="text-body-secondary" padding={{ bottom: 's' }}>
        {help}
      </Box>
      {action}
    </Box>
  );
}
