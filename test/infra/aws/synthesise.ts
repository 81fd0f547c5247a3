import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { createRekindleApp } from '../../../infra/aws/rekindle-app.ts';
import { RekindleFunction } from '../../../infra/aws/rekindle-function.ts';
import type { RekindleStack } from '../../../infra/aws/rekindle-stack.ts';
import { Workflow } from '../../../infra/aws/workflow.ts';

const cdkJsonSchema = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()) });
/** The contents of cdk.json, in the root of the project. */
export const cdkJson = cdkJsonSchema.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));

const oneOrMore = z.union([z.unknown().array(), z.unknown().transform((one) => [one])]);
const statementSchema = z.object({
  Action: z.union([z.string().array(), z.string().transform((one) => [one])]),
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const policySchema = z.object({
  Properties: z.object({
    PolicyDocument: z.object({ Statement: statementSchema.array() }),
    Roles: z.array(z.object({ Ref: z.string() })),
  }),
});

/** An action that a role is allowed, with its resource as one string. */
export interface Right {
  readonly action: string;
  readonly resource: string;
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A folder like that of a built console. Building the real one takes seconds. */
export const builtConsole = fileURLToPath(new URL('built-console', import.meta.url));

interface SynthesisOptions {
  /** Changes the stack before it is synthesised. */
  readonly change?: (stack: RekindleStack) => void;
  /** True to check the template against CloudFormation's own rules. */
  readonly isValidated?: boolean;
  /** Where the console was built. */
  readonly consoleDirectory?: string;
}

/**
 * Synthesises the app as `cdk synth` does, without bundling the functions. The output is removed after the tests of the
 * file.
 */
export function synthesise(
  context: Readonly<Record<string, unknown>> = {},
  { change = () => {}, isValidated = false, consoleDirectory = builtConsole }: SynthesisOptions = {},
) {
  const outdir = mkdtempSync(join(tmpdir(), 'rekindle-synth-'));
  afterAll(() => rmSync(outdir, { recursive: true }));
  const withoutBundling = { 'aws:cdk:bundling-stacks': [] };
  const { app, stack } = createRekindleApp({
    outdir,
    consoleDirectory,
    context: { ...cdkJson.context, ...withoutBundling, ...context },
    // Tests read neither, and both are slow.
    stackTraces: false,
    treeMetadata: false,
    // These rules take seconds to load, so only one test runs them.
    builtinCloudFormationValidation: isValidated,
  });
  change(stack);
  app.synth();
  const template = Template.fromStack(stack);
  const all = stack.node.findAll();

  const idOf = ({ node }: IConstruct): string => {
    const resource = node.defaultChild;
    if (!CfnElement.isCfnElement(resource)) throw new Error(`${node.path} is not a single resource`);
    return stack.resolve(stack.getLogicalId(resource));
  };
  /** Renders CloudFormation's functions as one string: `<Table.Arn>/index/byName`. */
  const render = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.unknown().array()]) }).safeParse(value);
    if (join.success) {
      const [separator, parts] = join.data['Fn::Join'];
      return parts.map(render).join(separator);
    }
    const attribute = z.object({ 'Fn::GetAtt': z.string().array() }).safeParse(value);
    if (attribute.success) return `<${attribute.data['Fn::GetAtt'].join('.')}>`;
    return `<${z.object({ Ref: z.string() }).parse(value).Ref}>`;
  };
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).map(
    (resource) => policySchema.parse(resource).Properties,
  );

  return {
    stack,
    template,
    /** The logical id of the resource that a construct deploys. */
    idOf,
    functions: all.filter((construct) => construct instanceof RekindleFunction),
    workflows: all.filter((construct) => construct instanceof Workflow),
    /** The properties of the resource that a construct deploys. */
    propertiesOf: (construct: IConstruct): Record<string, unknown> => {
      const resources = z
        .record(z.string(), z.object({ Properties: z.record(z.string(), z.unknown()).default({}) }))
        .parse(template.toJSON()['Resources']);
      return resources[idOf(construct)]?.Properties ?? {};
    },
    /** Everything that a role may do. */
    rightsOf: (role: IConstruct): Right[] =>
      policies
        .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === idOf(role)))
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .flatMap(({ Action, Resource, Condition: condition = {} }) =>
          Action.flatMap((action) =>
            Resource.map((resource) => ({ action, resource: render(resource), condition })),
          ),
        ),
  };
}

/** Returns the role of a function or a workflow. */
export function roleOf(construct: IConstruct): IConstruct {
  const role = construct.node.findAll().find(({ node }) => node.id === 'Role');
  if (role === undefined) throw new Error(`${construct.node.path} has no role`);
  return role;
}
