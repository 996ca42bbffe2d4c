package org.centrala.platform.command;

/** A command of the operator that another module brings: run beside the server, on its database. */
public interface OperatorCommand {

    /** The words on the command line, such as {@code token create}. */
    String words();

    /** What the one argument after the words is, for who forgot it. */
    String argument();

    /** Does it and returns what to print. */
    String execute(String argument);
}
