import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** One selector of series, such as `name{label="value"}`. */
export interface Selector {
  text: string;
  name: string;
  matchers: Matcher[];
  /** The labels that aggregations around it keep (`by`), of all of them. */
  grouping: string[];
  /** The functions around it, the innermost first. */
  functions: string[];
  /** Whether it has a range, such as `[5m]`. */
  isRange: boolean;
}

/**
 * The selectors of an expression, by Prometheus's own grammar.
 *
 * @throws {SyntaxError} if the expression is no PromQL.
 */
export function readSelectors(expression: string): Selector[] {
  const selectors: Selector[] = [];
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  parser.parse(expression).iterate({
    enter({ node, type }) {
      if (type.isError) {
        throw new SyntaxError(`No PromQL at ${node.from}: ${expression}`);
      }
      if (type.name === 'VectorSelector') selectors.push(readSelector(node, textOf));
    },
  });
  return selectors;
}

function readSelector(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Selector {
  const name = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const around = ancestors(node);
  return {
    text: textOf(node),
    name: name ? textOf(name) : '',
    matchers: matchers.map((matcher) => {
      const part = (kind: string) => {
        const found = matcher.getChild(kind);
        return found ? textOf(found) : '';
      };
      return {
        label: part('LabelName'),
        operator: part('MatchOp') as Matcher['operator'],
        value: part('StringLiteral').slice(1, -1),
      };
    }),
    grouping: around.flatMap((each) => {
      const labels = each.getChild('AggregateModifier')?.getChild('GroupingLabels');
      return labels?.getChildren('LabelName').map(textOf) ?? [];
    }),
    functions: around.flatMap((each) => {
      const called = each.getChild('FunctionIdentifier') ?? each.getChild('AggregateOp');
      return called ? textOf(called) : [];
    }),
    isRange: node.parent?.name === 'MatrixSelector',
  };
}

function ancestors(node: SyntaxNode): SyntaxNode[] {
  return node.parent ? [node.parent, ...ancestors(node.parent)] : [];
}
