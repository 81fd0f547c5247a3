import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { builtConsole } from '../built-console.ts';
import { acknowledgeFindings } from './acknowledgements.ts';
import { optionsFrom } from './options.ts';
import { RekindleStack } from './rekindle-stack.ts';

/** How the app is created. */
export interface RekindleAppProps extends AppProps {
  /** Where the console was built; by default where `npm run build:console` leaves it. */
  readonly consoleDirectory?: string;
}

/** Creates the CDK app: one stack, checked by cdk-nag whenever it is synthesised. */
export function createRekindleApp({ consoleDirectory = builtConsole, ...props }: RekindleAppProps = {}): {
  app: App;
  stack: RekindleStack;
} {
  const app = new App(props);
  const options = optionsFrom((name) => app.node.tryGetContext(name));
  const stack = new RekindleStack(app, options.shop === undefined ? 'Rekindle' : `Rekindle-${options.shop}`, {
    options,
    consoleDirectory,
  });
  // Lets the bill show what Rekindle costs, once the tag is activated as a cost allocation tag.
  Tags.of(app).add('application', 'rekindle');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeFindings(stack);
  return { app, stack };
}
