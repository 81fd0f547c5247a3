import { checkTransitions } from './check-transitions.ts';
import type { StateMachine, Workflow } from './definition.ts';
import { DefinitionError } from './errors.ts';
import type { CompileExpression } from './expressions.ts';
import { createFieldReader, type FieldReader } from './field-reader.ts';
import { type Json, parseJson } from './json.ts';
import { parseState } from './parse-state.ts';

/**
 * Parses a state machine and compiles its expressions. `substitutions` fill the `${name}` placeholders, like
 * CloudFormation's DefinitionSubstitutions.
 *
 * @throws DefinitionError for anything that AWS would refuse or that this interpreter would run differently; its message
 *   names the place and the remedy
 */
export function parseDefinition(
  name: string,
  definition: string | object,
  compile: CompileExpression,
  substitutions: Readonly<Record<string, string>> = {},
): StateMachine {
  const text = substitute(
    typeof definition === 'string' ? definition : JSON.stringify(definition),
    substitutions,
  );
  let raw: Json;
  try {
    raw = parseJson(text);
  } catch (error) {
    throw new DefinitionError(
      name,
      '',
      `is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const top = createFieldReader(name, '', raw, compile);
  top.allowOnly(
    'a state machine',
    'Comment',
    'QueryLanguage',
    'StartAt',
    'States',
    'TimeoutSeconds',
    'Version',
  );
  if (top.optionalString('QueryLanguage') !== 'JSONata')
    throw top.errorAt('QueryLanguage', 'must be "JSONata"; without it AWS assumes JSONPath');
  const timeoutSeconds = top.optionalNumber('TimeoutSeconds', { atLeast: 1, atMost: 99_999_999 });
  const workflow = parseWorkflow(top);
  checkTransitions(top, workflow);
  return { name, definition: text, comment: top.optionalString('Comment'), timeoutSeconds, workflow };
}

/** Parses `StartAt` and `States`, at the top level or inside a Map or Parallel. */
function parseWorkflow(reader: FieldReader): Workflow {
  const states = reader.object('States');
  return {
    startAt: reader.string('StartAt'),
    states: new Map(
      states.fieldNames().map((name) => {
        // The limit that AWS sets.
        if (name.length > 80)
          throw states.errorAt(name, 'a state name has at most 80 characters; shorten it');
        return [name, parseState(name, states.object(name), parseWorkflow)];
      }),
    ),
  };
}

function substitute(text: string, substitutions: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(substitutions, name) ? JSON.stringify(substitutions[name]).slice(1, -1) : placeholder,
  );
}
