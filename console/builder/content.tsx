import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { languages } from '../../shared/language.ts';
import { contentOf } from '../form/yaml-text.ts';
import { Empty } from '../parts/empty.tsx';
import { Checklist } from './checklist.tsx';
import { MailText } from './mail-text.tsx';
import { Preview } from './preview.tsx';
import { useBuilderWords } from './use-builder-words.ts';
import type { DraftOnScreen } from './use-draft.ts';

/** The texts that the steps name, by language side by side; what nobody has written yet is marked. */
export function Content({ onScreen }: { readonly onScreen: DraftOnScreen }) {
  const w = useBuilderWords();
  const { written, change } = onScreen;
  const content = contentOf(written.text);
  const templates = namesUnder('template', content);
  const scripts = namesUnder('script', content);
  if (templates.length + scripts.length === 0)
    return <Empty title={w.content.none} help={w.content.noneHelp} />;
  return (
    <SpaceBetween size="l">
      {templates.map((name) => (
        <Languages
          key={name}
          title={w.content.template(name)}
          texts={written.templates[name] ?? {}}
          empty={{ subject: '', body: '' }}
          onChange={(texts) => change({ templates: put(written.templates, name, texts) })}
          below={
            <>
              <Checklist mails={onScreen.checked.mails.filter(({ template }) => template === name)} />
              <PreviewSection
                name={name}
                steps={stepsWith(name, content)}
                languages={Object.keys(written.templates[name] ?? {})}
                onScreen={onScreen}
              />
            </>
          }
        >
          {(text, edit, language) => (
            <MailText
              text={text}
              language={language}
              known={onScreen.checked.variables.find(({ template }) => template === name)?.known ?? []}
              onChange={edit}
            />
          )}
        </Languages>
      ))}
      {scripts.map((name) => (
        <Languages
          key={name}
          title={w.content.script(name)}
          texts={written.scripts[name] ?? {}}
          empty=""
          onChange={(texts) => change({ scripts: put(written.scripts, name, texts) })}
        >
          {(body, edit) => (
            <FormField label={w.content.body}>
              <Textarea rows={12} value={body} onChange={({ detail }) => edit(detail.value)} />
            </FormField>
          )}
        </Languages>
      ))}
    </SpaceBetween>
  );
}

function Languages<T>({
  title,
  texts,
  empty,
  below,
  children,
  onChange,
}: {
  readonly title: string;
  readonly texts: Readonly<Record<string, T>>;
  readonly empty: T;
  readonly below?: ReactNode;
  readonly children: (text: T, edit: (text: T) => void, language: string) => ReactNode;
  onChange(texts: Readonly<Record<string, T>>): void;
}) {
  const w = useBuilderWords().content;
  const all = [...new Set([...languages, ...Object.keys(texts)])];
  const isMissing = Object.keys(texts).length === 0;
  const without = (language: string) =>
    Object.fromEntries(Object.entries(texts).filter(([other]) => other !== language));
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="s">
        {isMissing && <StatusIndicator type="error">{w.missing}</StatusIndicator>}
        <ColumnLayout columns={2} variant="text-grid">
          {all.map((language) => {
            const name = w.languages[language] ?? language;
            const text = texts[language];
            return (
              <SpaceBetween key={language} size="s">
                <Header
                  variant="h3"
                  actions={
                    text !== undefined && (
                      <Button
                        variant="icon"
                        iconName="remove"
                        ariaLabel={w.drop(name)}
                        onClick={() => onChange(without(language))}
                      />
                    )
                  }
                >
                  {name}
                </Header>
                {text === undefined ? (
                  <>
                    <StatusIndicator type="warning">{w.missingIn(name)}</StatusIndicator>
                    <Button onClick={() => onChange({ ...texts, [language]: empty })}>{w.write(name)}</Button>
                  </>
                ) : (
                  children(text, (next) => onChange({ ...texts, [language]: next }), language)
                )}
              </SpaceBetween>
            );
          })}
        </ColumnLayout>
        {below}
      </SpaceBetween>
    </Container>
  );
}

/** The preview of one text, which is composed only while somebody looks. */
function PreviewSection({
  name,
  ...rest
}: {
  readonly name: string;
  readonly steps: readonly number[];
  readonly languages: readonly string[];
  readonly onScreen: DraftOnScreen;
}) {
  const w = useBuilderWords().preview;
  const [parameters, setParameters] = useSearchParams();
  const isOpen = parameters.get('preview') === name;
  if (rest.languages.length === 0) return null;
  return (
    <ExpandableSection
      headerText={w.open}
      expanded={isOpen}
      onChange={({ detail }) =>
        setParameters(detail.expanded ? { tab: 'content', preview: name } : { tab: 'content' }, {
          replace: true,
        })
      }
    >
      {isOpen && <Preview template={name} {...rest} />}
    </ExpandableSection>
  );
}

const put = <T,>(all: Readonly<Record<string, T>>, name: string, texts: T): Readonly<Record<string, T>> => ({
  ...all,
  [name]: texts,
});

/** The steps that name a template, counted from 0. */
function stepsWith(template: string, content: unknown): readonly number[] {
  const steps = typeof content === 'object' && content !== null && 'steps' in content ? content.steps : [];
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step, index) => (namesUnder('template', step).includes(template) ? [index] : []));
}

/** Every name under a key, however deep, in the order of the file. */
function namesUnder(key: string, content: unknown): readonly string[] {
  if (Array.isArray(content)) return [...new Set(content.flatMap((part) => namesUnder(key, part)))];
  if (typeof content !== 'object' || content === null) return [];
  const found = Object.entries(content).flatMap(([name, value]) =>
    name === key && typeof value === 'string' && value !== '' ? [value] : namesUnder(key, value),
  );
  return [...new Set(found)];
}
