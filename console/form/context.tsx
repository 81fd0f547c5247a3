import { type ComponentType, createContext, useContext } from 'react';
import type { Language } from '../../shared/language.ts';
import { type FormWords, formWords } from '../words/form/words.ts';
import type { Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** What is wrong, with its place. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** A value of a campaign, and the schema by which it is asked for. */
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
  /** Draws any value; what contains values asks for it here. */
  readonly Field: ComponentType<FieldProps>;
  /** Makes a value another; undefined removes it. */
  onEdit(path: Path, value: unknown): void;
  onMove(list: Path, from: number, to: number): void;
}

const Context = createContext<FormContext | undefined>(undefined);
export const FormProvider = Context.Provider;

/** @throws Error outside of a form */
export function useForm(): FormContext & { readonly words: FormWords } {
  const form = useContext(Context);
  if (form === undefined) throw new Error('a field needs a FormProvider above it');
  return { ...form, words: formWords[form.language] };
}

/** The problems that are about exactly this place. */
export const problemAt = (problems: readonly Problem[], path: Path): string | undefined =>
  problems
    .filter((one) => one.path.length === path.length && one.path.every((part, at) => part === path[at]))
    .map(({ message }) => message)
    .join(' ') || undefined;
