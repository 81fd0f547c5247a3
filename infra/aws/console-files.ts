import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { type ConsoleConfig, configPath } from '../../shared/console-api/config.ts';

/** What is put where the console is served from. */
export interface ConsoleFilesProps {
  readonly bucket: IBucket;
  /** Where the console was built. */
  readonly directory: string;
  readonly config: ConsoleConfig;
}

/** The built console in its bucket: first what has a hash in its name, then the page that names it. */
export class ConsoleFiles extends Construct {
  /** @throws Error when the console was not built */
  constructor(scope: Construct, id: string, { bucket, directory, config }: ConsoleFilesProps) {
    super(scope, id);
    if (!existsSync(join(directory, 'index.html')))
      throw new Error(
        `there is no built console in ${directory}: run "npm run build:console", then synthesise again`,
      );
    const common = {
      destinationBucket: bucket,
      destinationKeyPrefix: 'console',
      // Whoever has the page open during a deployment still fetches parts of the former one.
      prune: false,
      memoryLimit: 256,
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    };
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [Source.asset(directory, { exclude: ['index.html'] })],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const page = new BucketDeployment(this, 'Page', {
      ...common,
      sources: [
        Source.asset(directory, { exclude: ['assets'] }),
        Source.jsonData(configPath.replace('/console/', ''), config),
      ],
      cacheControl: [CacheControl.noCache()],
    });
    page.node.addDependency(assets);
  }
}
