import ColumnLayout from '@cloudscape-design/components/column-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { usePreferences } from '../app/preferences.tsx';

/** Which night is shown, and which other one it is compared with; each is the latest that had closed by a day. */
export function NightChoice({
  night,
  compare,
  shown,
  onChoose,
}: {
  readonly night: string;
  readonly compare: string;
  /** What is on screen now, and between which days one may choose. */
  readonly shown:
    | { readonly night: string; readonly firstNight: string; readonly latestNight: string }
    | undefined;
  readonly onChoose: (name: 'night' | 'compare', day: string) => void;
}) {
  const { words, language } = usePreferences();
  const w = words.population;
  const picker = (name: 'night' | 'compare', label: string, help: string, value: string) => (
    <FormField label={label} description={help}>
      <DatePicker
        value={value}
        format="iso"
        placeholder="YYYY-MM-DD"
        locale={language === 'zh' ? 'zh-CN' : 'en-GB'}
        expandToViewport
        isDateEnabled={(date) => isBetween(date, shown)}
        openCalendarAriaLabel={(chosen) => w.openCalendar(label, chosen ?? '')}
        onChange={({ detail }) => {
          if (detail.value === '' || /^\d{4}-\d{2}-\d{2}$/.test(detail.value)) onChoose(name, detail.value);
        }}
      />
    </FormField>
  );
  return (
    <ColumnLayout columns={2}>
      {picker('night', w.night, w.nightHelp, night === '' ? (shown?.night ?? '') : night)}
      {picker('compare', w.compare, w.compareHelp, compare)}
    </ColumnLayout>
  );
}

/** True for a day, at noon or midnight of the reader's clock, that a night can be shown for. */
function isBetween(
  date: Date,
  nights: { readonly firstNight: string; readonly latestNight: string } | undefined,
): boolean {
  if (nights === undefined) return false;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return day >= nights.firstNight && day <= nights.latestNight;
}
