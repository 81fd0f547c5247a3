import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
export const cdkJson = cdkJsonSchema.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));

const oneOrMore = z.union([z.unknown().array(), z.unknown().transform((one) => [one])]);
const statementSchema = z.object({
  Action: z.union([z.string().array(), z.string().transform((one) => [one])]),
  Resource: oneOrMore,
});
const policySchema = z.object({
  Properties: z.object({
    PolicyDocument: z.object({ Statement: statementSchema.array() }),
    Roles: z.array(z.object({ Ref: z.string() })),
  }),
});

/** A thing that a role may do, with its resource in one line. */
export interface Right {
  readonly action: string;
  readonly resource: string;
}

interface SynthesisOptions {
  /** What to do to the stack before it is synthesised. */
  readonly change?: (stack: RekindleStack) => void;
  /** Whether the template is held against CloudFormation's own rules. */
  readonly isValidated?: boolean;
}

/** The app as `cdk synth` makes it, but for the bundles of its functions. Removed when the file's tests are over. */
export function synthesised(
  context: Readonly<Record<string, unknown>> = {},
  { change = () => {}, isValidated = false }: SynthesisOptions = {},
) {
  const outdir = mkdtempSync(join(tmpdir(), 'rekindle-synth-'));
  afterAll(() => rmSync(outdir, { recursive: true }));
  const stubbed = { 'aws:cdk:bundling-stacks': [] };
  const { app, stack } = createRekindleApp({
    outdir,
    context: { ...cdkJson.context, ...stubbed, ...context },
    // Tests read neither, and both take their time.
    stackTraces: false,
    treeMetadata: false,
    // These rules take seconds to load: one test runs them, for all.
    builtinCloudFormationValidation: isValidated,
  });
  change(stack);
  app.synth();
  const template = Template.fromStack(stack);
  const all = stack.node.findAll();

  const idOf = ({ node }: IConstruct): string => {
    const resource = node.defaultChild;
    if (!CfnElement.isCfnElement(resource)) throw new Error(`${node.path} is not one resource`);
    return stack.resolve(stack.getLogicalId(resource));
  };
  /** CloudFormation's functions written out: `<Table.Arn>/index/byName`. */
  const inOneLine = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.unknown().array()]) }).safeParse(value);
    if (joined.success) {
      const [separator, parts] = joined.data['Fn::Join'];
      return parts.map(inOneLine).join(separator);
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
    idOf,
    inOneLine,
    functions: all.filter((construct) => construct instanceof RekindleFunction),
    workflows: all.filter((construct) => construct instanceof Workflow),
    /** The properties of what a construct deploys. */
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
        .flatMap(({ Action, Resource }) =>
          Action.flatMap((action) => Resource.map((resource) => ({ action, resource: inOneLine(resource) }))),
        ),
  };
}

/** The role that a function or a workflow acts as. */
export function roleOf(construct: IConstruct): IConstruct {
  const role = construct.node.findAll().find(({ node }) => node.id === 'Role');
  if (role === undefined) throw new Error(`${construct.node.path} has no role`);
  return role;
}
