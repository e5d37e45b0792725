import { Component, type ComponentType, createElement, type VNode } from "preact";

/** A component that is drawn anew only when one of its properties is another value. */
export function memo<P extends object>(Drawn: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const names = new Set([...Object.keys(next), ...Object.keys(this.props)]);
      return [...names].some((name) => next[name as keyof P] !== (this.props as P)[name as keyof P]);
    }

    override render(): VNode {
      return createElement(Drawn as ComponentType, this.props);
    }
  };
}
