using System.Runtime.Versioning;

// Process groups, signals and file modes: Windows runs the platform inside WSL.
[assembly: UnsupportedOSPlatform("windows")]
