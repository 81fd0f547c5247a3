import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Role, roles } from '../../shared/console-api/roles.ts';
import { usePreferences } from '../app/preferences.tsx';
import { settingsWords } from '../words/settings/words.ts';

/** Which roles somebody has, each with what it lets them do. */
export function RoleChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Role[];
  onChange(chosen: readonly Role[]): void;
}) {
  const { words, language } = usePreferences();
  const w = settingsWords[language].people;
  return (
    <FormField label={w.roles}>
      <SpaceBetween size="xs">
        {roles.map((role) => (
          <Checkbox
            key={role}
            checked={chosen.includes(role)}
            description={w.rolesHelp[role]}
            onChange={({ detail }) =>
              onChange(detail.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
            }
          >
            {words.roles[role]}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
