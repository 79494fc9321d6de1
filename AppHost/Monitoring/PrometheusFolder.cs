using AppHost.Local;

namespace AppHost.Monitoring;

/// <summary>
/// Prometheus' folder: its configuration, the alert rules and the list of what is scraped, beside its data. All paths in it are relative,
/// so that it can be mounted elsewhere.
/// </summary>
internal sealed class PrometheusFolder(string path, string rules)
{
    private const string Targets = "targets.json";
    private const string Rules = "alerts.yaml";

    private const string Configuration = $"""
        global:
          scrape_interval: 5s
          evaluation_interval: 5s
        rule_files:
          - {Rules}
        scrape_configs:
          - job_name: switchboard
            file_sd_configs:
              - files: [{Targets}]
                refresh_interval: 5s

        """;

    /// <summary>Where it is.</summary>
    public string FullPath { get; } = path;

    /// <summary>Writes configuration and rules, as they are now; called before every start.</summary>
    public void Prepare()
    {
        PrivateFile.Write(Path.Combine(FullPath, "prometheus.yml"), Configuration);
        PrivateFile.Write(Path.Combine(FullPath, Rules), File.ReadAllText(rules));
    }

    /// <summary>Replaces the list of what is scraped; Prometheus takes note by itself.</summary>
    /// <param name="json">In the format of <c>file_sd_config</c>.</param>
    public void WriteTargets(string json) => PrivateFile.Write(Path.Combine(FullPath, Targets), json);
}
