import java.net.URI;
import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/** Runs Neo4j with Bolt on a loopback port until standard input closes. Arguments: data folder, port, password. */
public class Server {
    public static void main(String[] args) throws Exception {
        Neo4j neo4j = Neo4jBuilders.newInProcessBuilder(Path.of(args[0]))
            .withDisabledServer()
            .withConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
            .withConfig(GraphDatabaseSettings.auth_enabled, true)
            .build();
        var system = neo4j.databaseManagementService().database("system");
        try (Transaction transaction = system.beginTx()) {
            transaction.execute(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", java.util.Map.of("password", args[2]))
                .close();
            transaction.commit();
        }
        String version;
        try (Transaction transaction = neo4j.defaultDatabaseService().beginTx();
                Result result = transaction.execute("CALL dbms.components() YIELD versions RETURN versions[0] AS v")) {
            version = String.valueOf(result.next().get("v"));
        }
        URI uri = neo4j.boltURI();
        System.out.println("READY " + version + " bolt://127.0.0.1:" + uri.getPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // The parent closes the pipe to stop the server, also by dying.
        }
        neo4j.close();
    }
}
