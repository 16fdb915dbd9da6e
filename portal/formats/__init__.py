"""How dates are written in a language where Django has it otherwise."""
