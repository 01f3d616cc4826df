import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Runs Neo4j with Bolt on a loopback port until standard input closes. Arguments: data folder, port, a file
 * with settings as in neo4j.conf. The first line of standard input is the password.
 */
public class Server {
    public static void main(String[] args) throws Exception {
        String password = new BufferedReader(new InputStreamReader(System.in)).readLine();
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
            .loadPropertiesFromFile(Path.of(args[2]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .build();
        try (Transaction transaction = service.database("system").beginTx()) {
            transaction.execute(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password)).close();
            transaction.commit();
        } catch (RuntimeException sameAsBefore) {
            // A server that starts again on its old data has the password already, and refuses to set it anew.
        }
        GraphDatabaseAPI database = (GraphDatabaseAPI) service.database("neo4j");
        String version;
        try (Transaction transaction = database.beginTx();
                Result result = transaction.execute("CALL dbms.components() YIELD versions RETURN versions[0] AS v")) {
            version = String.valueOf(result.next().get("v"));
        }
        int port = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class)
            .getLocalAddress(ConnectorType.BOLT).getPort();
        System.out.println("READY " + version + " bolt://127.0.0.1:" + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            // The parent closes the pipe to stop the server, also by dying.
        }
        service.shutdown();
    }
}
