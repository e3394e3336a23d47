"""One repository per aggregate; each method is a query or a change with a name that says why."""
