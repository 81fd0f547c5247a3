import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { useParameters } from '../parts/use-parameters.ts';
import { CustomerChoice } from './customer-choice.tsx';
import { TestMail } from './test-mail.tsx';
import { useBuilderWords } from './use-builder-words.ts';
import type { DraftOnScreen } from './use-draft.ts';

type Shown = NonNullable<Answered<'POST /api/drafts/{campaign}/preview'>['shown']>;

const looks = ['desktop', 'phone', 'dark'] as const;
type Look = (typeof looks)[number];
const isLook = (text: string | null): text is Look => looks.some((one) => one === text);

/** What is chosen of a preview, in the address. */
function useChoice() {
  const [parameters, put] = useParameters();
  const look = parameters.get('look');
  return {
    look: isLook(look) ? look : 'desktop',
    language: parameters.get('language') ?? undefined,
    customerId: parameters.get('customer') ?? undefined,
    step: parameters.get('step') ?? undefined,
    choose: (name: 'look' | 'language' | 'customer' | 'step', value: string | undefined) => put(name, value),
  };
}

/** A mail as a customer would get it, as it was saved last. */
export function Preview({
  template,
  steps,
  languages,
  onScreen: { id, revision, saving },
}: {
  readonly template: string;
  /** The steps that send it, counted from 0. */
  readonly steps: readonly number[];
  /** Those that it is written in. */
  readonly languages: readonly string[];
  readonly onScreen: DraftOnScreen;
}) {
  const { language: lang } = usePreferences();
  const w = useBuilderWords();
  const { look, language, customerId, step: chosenStep, choose } = useChoice();
  const step = steps.find((one) => String(one) === chosenStep) ?? steps[0] ?? 0;
  const wanted = languages.find((one) => one === language);
  const answer = useAnswer(
    'POST /api/drafts/{campaign}/preview',
    {
      path: { campaign: id },
      body: {
        ...{ revision: revision(), step, template, lang, isDark: look === 'dark' },
        ...(wanted !== undefined && { language: wanted }),
        ...(customerId !== undefined && { customerId }),
      },
    },
    { isEnabled: saving === 'saved', isKept: false },
  );
  const stepOptions = steps.map((one) => ({ value: String(one), label: w.preview.nthStep(one + 1) }));
  const options = [
    { value: '', label: w.preview.theirs },
    ...languages.map((value) => ({ value, label: w.content.languages[value] ?? value })),
  ];
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <CustomerChoice
          shown={answer.data?.shown?.customer}
          onChoose={(customer) => choose('customer', customer)}
        />
        <FormField label={w.preview.language}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === (wanted ?? '')) ?? null}
            onChange={({ detail }) => choose('language', detail.selectedOption.value || undefined)}
          />
        </FormField>
        {steps.length > 1 && (
          <FormField label={w.preview.step} constraintText={w.preview.stepHelp}>
            <Select
              options={stepOptions}
              selectedOption={stepOptions.find(({ value }) => value === String(step)) ?? null}
              onChange={({ detail }) => choose('step', detail.selectedOption.value)}
            />
          </FormField>
        )}
      </ColumnLayout>
      <SegmentedControl
        label={w.preview.look}
        selectedId={look}
        options={looks.map((one) => ({ id: one, text: w.preview.looks[one] }))}
        onChange={({ detail }) => choose('look', detail.selectedId)}
      />
      <AnswerView answer={answer}>
        {({ shown, whyNot, problem }) => (
          <>
            {whyNot !== undefined && <Alert type="info">{w.preview.whyNot[whyNot]}</Alert>}
            {problem !== undefined && <Alert type="error">{problem}</Alert>}
            {shown !== undefined && (
              <SpaceBetween size="l">
                <Mail shown={shown} look={look} />
                <TestMail
                  key={`${template} ${step}`}
                  campaign={id}
                  mail={{
                    ...{ revision: revision(), step, template, language: shown.language },
                    customerId: shown.customer.customerId,
                  }}
                />
              </SpaceBetween>
            )}
          </>
        )}
      </AnswerView>
    </SpaceBetween>
  );
}

function Mail({ shown, look }: { readonly shown: Shown; readonly look: Look }) {
  const w = useBuilderWords().preview;
  const { customer, subject, address, language } = shown;
  return (
    <SpaceBetween size="xs">
      <Box>
        {w.to}{' '}
        <LinkTo to={`/customers/${encodeURIComponent(customer.customerId)}`}>
          {customer.name ?? customer.customerId}
        </LinkTo>{' '}
        ({customer.email}){!customer.isReachable && <Box color="text-status-warning">{w.unreachable}</Box>}
      </Box>
      <Box fontWeight="bold">
        <span lang={language}>{subject}</span>
      </Box>
      <div className={`rk-mail rk-mail-${look}`}>
        <iframe
          key={address}
          src={address}
          title={w.title(subject)}
          sandbox=""
          referrerPolicy="no-referrer"
        />
      </div>
      <Box variant="small" color="text-body-secondary">
        {look === 'dark' ? w.darkHelp : w.help}
      </Box>
    </SpaceBetween>
  );
}
