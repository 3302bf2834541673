/** The address a font is served at. */
declare module "*.woff2" {
  const address: string;
  export default address;
}
