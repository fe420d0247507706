"""The line of a 组长 or 片长: who may be forgotten, who covers, where a hand may be needed, what one would ask."""
