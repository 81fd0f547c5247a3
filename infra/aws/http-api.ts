import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functions as definitions, type FunctionName, placeholderFor } from '../functions.ts';
import { routes } from '../routes.ts';
import type { Callbacks } from './callbacks.ts';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';

export interface RekindleApiProps {
  readonly tables: Tables;
  /** What resumes when staff say how a call went. */
  readonly callbacks: Callbacks;
}

/** The HTTP API: signed by IAM for the shop's own systems, open only for customers who unsubscribe. */
export class RekindleApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;
  readonly functions: readonly RekindleFunction[];

  constructor(scope: Construct, id: string, { tables, callbacks }: RekindleApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'HttpApi', {
      apiName: `${Aws.STACK_NAME}-api`,
      description: 'Rekindle: orders and other activity, coupons, callback tasks, unsubscribing',
      createDefaultStage: false,
      // A route that forgets to say who may call it is closed.
      defaultAuthorizer: new HttpIamAuthorizer(),
    });
    this.stage();
    // Without a slash at its end, as the settings take it.
    this.url = this.api.apiEndpoint;

    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    const functions: RekindleFunction[] = [];
    const integrationOf = (name: FunctionName): HttpLambdaIntegration => {
      const known = integrations.get(name);
      if (known !== undefined) return known;
      const made = new RekindleFunction(this, { name, tables });
      if ('workflow' in definitions[name]) made.grantWorkflow(callbacks.workflow.machine);
      const integration = new HttpLambdaIntegration(`${placeholderFor(name)}Integration`, made.lambda);
      functions.push(made);
      integrations.set(name, integration);
      return integration;
    };
    for (const route of routes) {
      this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrationOf(route.function),
        ...(route.isPublic && { authorizer: new HttpNoneAuthorizer() }),
      });
    }
    this.functions = functions;
  }

  private stage(): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/apigateway/${Aws.STACK_NAME}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // For each route. A request may bring a hundred orders, so this is far above what a shop sends, and below what
      // would take the account's Lambdas from the night.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
  }
}

/**
 * Nothing that leads to a person: the route's pattern instead of the path, which holds coupon codes and unsubscribe
 * tokens, and neither address nor browser.
 */
const accessLogLine = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};
