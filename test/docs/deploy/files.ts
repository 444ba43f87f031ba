import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../../support/runCommand.js';

export const readDeployFile = (name: string) => readFileSync(join(root, 'server/docs/deploy', name), 'utf8');

/** A service of compose.yaml. */
interface Service {
  command: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  healthcheck?: { test: string[] };
  ports?: string[];
  stop_grace_period?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
}

/** A container of kubernetes.yaml. */
interface Container {
  args: string[];
  env: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[];
  ports: { name: string; containerPort: number }[];
  livenessProbe: { httpGet: { path: string; port: string } };
  readinessProbe: { httpGet: { path: string; port: string }; periodSeconds: number };
  securityContext: object;
}

interface Deployment {
  kind: 'Deployment';
  spec: {
    selector: { matchLabels: object };
    template: {
      metadata: { labels: object };
      spec: {
        automountServiceAccountToken: boolean;
        terminationGracePeriodSeconds: number;
        securityContext: { runAsNonRoot: boolean; runAsUser: number };
        containers: [Container];
      };
    };
  };
}

export const compose: { services: Record<string, Service>; secrets: object } = parse(
  readDeployFile('compose.yaml'),
  { merge: true },
);

const [deployment, service] = parseAllDocuments(readDeployFile('kubernetes.yaml')).map((document) =>
  document.toJS(),
);
export const kubernetes: {
  deployment: Deployment;
  service: { spec: { selector: object; ports: object[] } };
} = { deployment, service };
