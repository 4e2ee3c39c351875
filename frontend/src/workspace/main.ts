/** The staff screens' scripts: htmx fetches fragments with the session; what it cannot do is added here. */
import "htmx.org";
