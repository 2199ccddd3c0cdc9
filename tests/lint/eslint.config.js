import globals from "globals";

export default [
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-redeclare": "error",
      "no-shadow": ["error", { builtinGlobals: false, hoist: "never", allow: ["one", "name", "words", "at", "element", "i", "label", "valueOf"] }],
      "no-implicit-globals": "error",
      "no-self-compare": "error",
      "no-unreachable": "error",
      "no-dupe-keys": "error",
      "no-const-assign": "error",
      "no-import-assign": "error",
      "no-duplicate-imports": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "eqeqeq": ["error", "always", { null: "ignore" }],
      "prefer-const": "error",
      "no-var": "error",
      "no-inner-declarations": "off",
      "no-constant-condition": "error",
      "no-fallthrough": "error",
      "no-useless-return": "error",
      "no-promise-executor-return": "off",
    },
  },
  { files: ["**/look/start.js", "**/first/*.js"], languageOptions: { sourceType: "script" }, rules: { "no-implicit-globals": "off" } },
];
