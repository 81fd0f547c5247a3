import { checkTransitions } from './check-transitions.ts';
import type { StateMachine, Workflow } from './definition.ts';
import { DefinitionError } from './errors.ts';
import type { CompileExpression } from './expressions.ts';
import { createFieldReader, type FieldReader } from './field-reader.ts';
import { type Json, parseJson } from './json.ts';
import { parseState } from './parse-state.ts';

/**
 * Reads a state machine and compiles its expressions. Refuses, with a DefinitionError that names the place and the
 * remedy, whatever AWS would refuse or this interpreter would run differently.
 *
 * `substitutions` fill the `${name}` placeholders as CloudFormation's DefinitionSubstitutions do.
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
    throw top.refuse('QueryLanguage', 'must be "JSONata"; without it AWS takes the definition for JSONPath');
  const timeoutSeconds = top.optionalNumber('TimeoutSeconds', { atLeast: 1, atMost: 99_999_999 });
  const workflow = parseWorkflow(top);
  checkTransitions(top, workflow);
  return { name, definition: text, comment: top.optionalString('Comment'), timeoutSeconds, workflow };
}

/** Reads `StartAt` and `States`, wherever they stand. */
function parseWorkflow(reader: FieldReader): Workflow {
  const states = reader.object('States');
  return {
    startAt: reader.string('StartAt'),
    states: new Map(
      states.names().map((name) => {
        // AWS's limit for the name of a state.
        if (name.length > 80) throw states.refuse(name, 'a state name has at most 80 characters; shorten it');
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
