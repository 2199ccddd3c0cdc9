/** What stands on the page is not typed: the scripts know which element they ask for. Everything else is. */
interface Element { [key: string]: any }
interface Node { [key: string]: any }
interface EventTarget { [key: string]: any }
interface Event { [key: string]: any }
interface CSSRule { [key: string]: any }

interface Window {
  /** views/look/start.js: by which Gradio's listeners reach the modules. */
  kakusan: {
    address(name: string): URL;
    load(path: string): Promise<any>;
    mount(what: object, view: object): Promise<void>;
    opened(tab: string): Promise<void>;
    openedTab(): Promise<object>;
  };
}
