import type { ReactNode } from "react";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { Pager } from "./pager.tsx";
import { Card, CardTools, Head, Table } from "./table.tsx";
import type { Order } from "./use-order.ts";
import type { ServerRows } from "./use-server-list.ts";

export type ListColumn<Key extends string = never> = {
  name: string;
  /** Left out on narrow screens. */
  wide?: boolean;
  /** The order that pressing its head asks for. */
  sort?: Key;
  /** Its head is there to be heard only: what is in the column speaks for itself. */
  unseen?: boolean;
};

/** The column of what can be done about a row. */
export const DEEDS_COLUMN = { name: "What can be done", unseen: true } as const;

type ServerListProps<Row, Key extends string> = {
  /** What it lists, in the plural: "users". */
  things: string;
  /** What the card and the table are called. */
  label: string;
  list: ServerRows<Row>;
  /** The filters above it. */
  tools?: ReactNode;
  /** Without columns the rows are items of a list. */
  columns?: readonly ListColumn<Key>[];
  order?: Order<Key>;
  onSort?: (by: Key) => void;
  /** What stands there when there is nothing. */
  empty: ReactNode;
  /** A `<tr>`, or an `<li>` where there are no columns. */
  row: (row: Row) => ReactNode;
};

/** A card with filters, rows of the server's, and the way to the other pages; with what stands there while there are none. */
export function ServerList<Row, Key extends string = never>(props: ServerListProps<Row, Key>) {
  const { things, label, list, tools, empty } = props;
  return (
    <Card label={label}>
      {tools && <CardTools>{tools}</CardTools>}
      {list.failed ? (
        <ErrorPanel title={`The ${things} could not be loaded`} onRetry={list.retry} />
      ) : !list.page ? (
        <RowsSkeleton label={`Loading the ${things}`} />
      ) : (
        <>
          {list.page.rows.length === 0 ? empty : <Rows {...props} rows={list.page.rows} />}
          <Pager list={list} page={list.page} />
        </>
      )}
    </Card>
  );
}

function Rows<Row, Key extends string>(props: ServerListProps<Row, Key> & { rows: readonly Row[] }) {
  const { label, columns, rows, row, order, onSort } = props;
  if (!columns)
    return (
      <ol aria-label={label} className="divide-y divide-line">
        {rows.map(row)}
      </ol>
    );
  return (
    <Table label={label}>
      <thead>
        <tr>
          {columns.map(({ name, unseen, ...column }) => (
            <Head key={name} {...column} sorted={order} onSort={onSort}>
              {unseen ? <span className="sr-only">{name}</span> : name}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map(row)}</tbody>
    </Table>
  );
}
