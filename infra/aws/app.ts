import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { optionsFrom } from './options.ts';
import { RekindleStack } from './rekindle-stack.ts';

const app = new App();
const stack = new RekindleStack(app, 'Rekindle', {
  options: optionsFrom((name) => app.node.tryGetContext(name)),
});
// What this costs can then be seen on the bill.
Tags.of(app).add('application', 'rekindle');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
acknowledgeFindings(stack);
