import { type ComponentType, createContext, useContext } from 'react';
import type { Language } from '../../shared/language.ts';
import { type FormWords, formWords } from '../words/form/words.ts';
import { type FieldNames, helpOf, labelOf, valueText } from './labels.ts';
import type { Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** What is wrong, with its place. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** A value, and the schema by which it is asked for. */
export interface FieldProps {
  readonly schema: Schema;
  readonly path: Path;
  readonly value: unknown;
}

/** What every field of a form needs. */
export interface FormContext {
  readonly root: Schema;
  readonly language: Language;
  readonly problems: readonly Problem[];
  /** The names that a text field can suggest, by its key. */
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
  /** What the form calls its fields, before the words that all forms share. */
  readonly names?: FieldNames;
  /** What stands there when nobody sets anything, by path; said below a field that has one. */
  defaultAt?(path: Path): unknown;
  /** Draws any value; what contains values asks for it here. */
  readonly Field: ComponentType<FieldProps>;
  /** Makes a value another; undefined removes it. */
  onEdit(path: Path, value: unknown): void;
  onMove(list: Path, from: number, to: number): void;
}

const Context = createContext<FormContext | undefined>(undefined);
export const FormProvider = Context.Provider;

/** A form, with what it says in its language. */
export interface SpokenForm extends FormContext {
  readonly words: FormWords;
  label(path: Path): string;
  help(schema: Schema, path: Path): string | undefined;
  /** The default in words; undefined for a field without one. */
  defaultText(path: Path): string | undefined;
}

/** @throws Error outside of a form */
export function useForm(): SpokenForm {
  const form = useContext(Context);
  if (form === undefined) throw new Error('a field needs a FormProvider above it');
  const { language, names, defaultAt } = form;
  const words = formWords[language];
  return {
    ...form,
    words,
    label: (path) => labelOf(path, language, names),
    help: (schema, path) => helpOf(schema, path, language, names),
    defaultText: (path) => {
      const value = defaultAt?.(path);
      return value === undefined ? undefined : words.byDefault(valueText(value, path, language, names));
    },
  };
}

/** The problems that are about exactly this place. */
export const problemAt = (problems: readonly Problem[], path: Path): string | undefined =>
  problems
    .filter((one) => one.path.length === path.length && one.path.every((part, at) => part === path[at]))
    .map(({ message }) => message)
    .join(' ') || undefined;
