"""事项 at the desk: the table, the record, taking down what somebody tells at the counter."""
